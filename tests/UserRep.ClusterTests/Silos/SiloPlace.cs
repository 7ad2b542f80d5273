namespace UserRep.ClusterTests.Silos;

/// <summary>Where and how a silo's process runs.</summary>
public sealed record SiloPlace
{
    /// <summary>The program that fails on purpose, as <c>tests/UserRep.FailingSilo</c> has it.</summary>
    public static readonly string FailingProgram = Path.Combine(AppContext.BaseDirectory, "UserRep.FailingSilo.dll");

    /// <summary>Gets the address it listens at.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Gets the port at which other silos reach it; null for a free one.</summary>
    public int? SiloPort { get; init; }

    /// <summary>Gets the key its callers need beyond loopback.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Gets what is put before its command and becomes it, such as what enters a network of its own.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    /// <summary>Gets what its environment has besides.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the program.</summary>
    public string Program { get; init; } = Path.Combine(AppContext.BaseDirectory, "UserRep.Silo.dll");

    /// <summary>Gets the connection string of its database; null for a silo alone.</summary>
    public string? Database { get; init; }

    /// <summary>Gets the folder of its data; null for a temporary one.</summary>
    public string? Folder { get; init; }
}
