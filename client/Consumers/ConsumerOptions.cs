namespace UserRep.Client;

/// <summary>The downstream model that reads, and the versions it has a head for.</summary>
public sealed class ConsumerOptions
{
    /// <summary>Gets or sets its name, the same for all its processes.</summary>
    public required string Name { get; set; }

    /// <summary>Gets or sets the versions it has a head for, the one it likes best first.</summary>
    public required IReadOnlyList<string> Accepts { get; set; }

    /// <summary>Gets or sets the one version it gets whatever is current; null for none.</summary>
    /// <value>Null.</value>
    public string? Pin { get; set; }

    /// <summary>Gets or sets for how long after it was last seen it counts as there: then it neither blocks a switch nor keeps a version. The client says so again three times in that time.</summary>
    /// <value>5 minutes.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Gets or sets a value indicating whether, of a version that is retired, vectors of a newer one are taken that are mapped to it. They are
    /// not the same: <see cref="UserVector.Compatible"/> says how close they come. Without, such a read is a <see cref="VersionRetiredException"/>.
    /// </summary>
    /// <value>False.</value>
    public bool AllowsCompatible { get; set; }

    internal IEnumerable<string> Mistakes()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            yield return "Consumer.Name is empty. Give the downstream model a name.";
        }

        if (Accepts is not { Count: > 0 } || Accepts.Any(string.IsNullOrWhiteSpace))
        {
            yield return "Consumer.Accepts is empty or has an empty name in it. Name the versions that the model has a head for.";
        }

        if (Pin is not null && Accepts?.Contains(Pin) == false)
        {
            yield return $"Consumer.Pin is \"{Pin}\", which is not among Consumer.Accepts. Add it, or pin another.";
        }

        if (Lease < TimeSpan.FromSeconds(1))
        {
            yield return $"Consumer.Lease is {Lease}. Give a second or more.";
        }
    }
}
