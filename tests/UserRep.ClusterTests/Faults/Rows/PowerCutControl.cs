namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>What makes a power cut lose what was acknowledged.</summary>
internal enum PowerCutControl
{
    /// <summary>Nothing: nothing is lost.</summary>
    None,

    /// <summary>The disk says that it has written and has not.</summary>
    LyingDisk,

    /// <summary>The database acknowledges commits before it has written them, behind the service's back.</summary>
    LaxCommits,
}
