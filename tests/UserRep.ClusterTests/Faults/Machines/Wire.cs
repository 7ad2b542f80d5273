namespace UserRep.ClusterTests.Faults.Machines;

/// <summary>What becomes of bytes on their way.</summary>
internal enum Wire
{
    /// <summary>They arrive.</summary>
    Whole,

    /// <summary>Nothing arrives, and nobody is told; later all of it does, as packets that are sent again.</summary>
    Cut,

    /// <summary>What the caller sends does not arrive; what is sent to him does.</summary>
    CutThere,

    /// <summary>What is sent to the caller does not arrive; what he sends does.</summary>
    CutBack,

    /// <summary>Everything comes late.</summary>
    Slow,

    /// <summary>Connections are torn, and new ones as soon as they are used.</summary>
    Reset,
}
