namespace UserRep.Tests.EventLog.Postgres;

/// <summary>Where a line to the server is cut.</summary>
public enum Cut
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>Before the server hears of a commit.</summary>
    BeforeCommit,

    /// <summary>When the server has committed, before the client hears of it.</summary>
    AfterCommit,
}
