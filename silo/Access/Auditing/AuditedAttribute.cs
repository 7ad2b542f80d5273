namespace UserRep.Silo.Access.Auditing;

/// <summary>Marks an endpoint whose calls are written to the audit log.</summary>
/// <param name="action">What is done there.</param>
/// <param name="routeValue">The part of the path that says to what; null if none does, or if it must not be told.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AuditedAttribute(string action, string? routeValue = null) : Attribute
{
    public string Action => action;

    public string? RouteValue => routeValue;
}
