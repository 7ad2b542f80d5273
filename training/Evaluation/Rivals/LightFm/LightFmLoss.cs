namespace UserRep.Training.Evaluation.Rivals.LightFm;

/// <summary>What the hybrid factorisation minimises.</summary>
internal enum LightFmLoss
{
    /// <summary>Pairwise, a random item not taken against each taken (Rendle et al. 2009).</summary>
    Bpr,

    /// <summary>Pairwise, the first item not taken that ranks too high, weighed by how soon it turned up (Weston et al. 2011).</summary>
    Warp,

    /// <summary>Pointwise, one random item not taken for each taken.</summary>
    Logistic,
}
