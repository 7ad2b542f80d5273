namespace UserRep.Grains.Users;

/// <summary>How users come into memory. What is asked while queries are under way goes together into the next one.</summary>
public sealed class LoadingOptions
{
    /// <summary>Gets or sets how many queries for snapshots are under way at once, and how many for events.</summary>
    /// <value>2</value>
    public int MaxQueries { get; set; } = 2;

    /// <summary>Gets or sets how many users one query asks for at most.</summary>
    /// <value>500</value>
    public int MaxUsers { get; set; } = 500;
}
