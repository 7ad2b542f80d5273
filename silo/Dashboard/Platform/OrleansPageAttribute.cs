namespace UserRep.Silo.Dashboard.Platform;

/// <summary>Marks what the dashboard of Orleans is made of.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OrleansPageAttribute : Attribute;
