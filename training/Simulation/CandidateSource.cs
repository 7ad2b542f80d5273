namespace UserRep.Training.Simulation;

/// <summary>Where the tracks come from among which a listener chooses.</summary>
internal enum CandidateSource
{
    /// <summary>The genre of the mood, by popularity.</summary>
    Genre,

    /// <summary>The genre of the mood, evenly: its long tail.</summary>
    LongTail,

    /// <summary>The whole catalogue, by popularity.</summary>
    Charts,

    /// <summary>The artist played last.</summary>
    Artist,
}
