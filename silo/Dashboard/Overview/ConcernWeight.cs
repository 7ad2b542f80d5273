namespace UserRep.Silo.Dashboard.Overview;

/// <summary>How bad something is that is wrong.</summary>
internal enum ConcernWeight
{
    /// <summary>Events or reads are refused.</summary>
    Broken = 0,

    /// <summary>Some users or versions are not served as they should be.</summary>
    Impaired = 1,

    /// <summary>It is slower or older than it should be.</summary>
    Slow = 2,
}
