namespace UserRep.Training.Evaluation.Protocol;

/// <summary>Why a user is looked at at a moment.</summary>
internal enum CutKind
{
    /// <summary>Right after one of the user's events.</summary>
    Live,

    /// <summary>At a calendar moment, every user with history.</summary>
    Weekly,

    /// <summary>A new user, right after the first events, which count as onboarding picks.</summary>
    ColdStart,

    /// <summary>A new user after so many events: which of a list of items comes next?</summary>
    Curve,
}
