namespace UserRep.Silo.Dashboard.Overview;

/// <summary>Reads by what became of them.</summary>
/// <param name="Fresh">Vectors that were fresh.</param>
/// <param name="Stale">Vectors that were stale.</param>
/// <param name="Cold">Vectors of users nobody has heard of.</param>
/// <param name="Failed">Reads that ended in an error.</param>
internal sealed record ReadKinds(long Fresh, long Stale, long Cold, long Failed)
{
    public long All => Fresh + Stale + Cold + Failed;

    /// <summary>Gets the share of those that ended in an error, 0 to 1; 0 without any read.</summary>
    public double FailedShare => All == 0 ? 0 : Failed / (double)All;

    /// <summary>Gets the share of stale ones, 0 to 1; 0 without any read.</summary>
    public double StaleShare => All == 0 ? 0 : Stale / (double)All;
}
