namespace UserRep.Training.Evaluation.Protocol;

/// <summary>What a cut is used for; a label never reaches past the end of its period.</summary>
internal enum Period
{
    /// <summary>Trains the downstream head.</summary>
    Train,

    /// <summary>The same weeks, other users: chooses settings and stops training.</summary>
    Validation,

    /// <summary>Later weeks: the figures.</summary>
    Test,

    /// <summary>Later still: confirms the figures.</summary>
    Check,
}
