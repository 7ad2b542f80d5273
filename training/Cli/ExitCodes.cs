namespace UserRep.Training.Cli;

/// <summary>What the process says to the shell.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The command could not do what was asked; standard error says why.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl-C or SIGTERM: 128 + SIGINT, as shells expect.</summary>
    public const int Cancelled = 130;
}
