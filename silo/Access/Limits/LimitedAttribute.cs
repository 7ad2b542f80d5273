namespace UserRep.Silo.Access.Limits;

/// <summary>Marks endpoints whose calls are counted against what the caller may do in a second.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LimitedAttribute : Attribute;
