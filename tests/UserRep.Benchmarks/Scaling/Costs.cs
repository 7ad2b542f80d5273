namespace UserRep.Benchmarks.Scaling;

/// <summary>What something cost in all, wherever in the cluster. A busy machine makes it take longer, and cost only little more.</summary>
/// <param name="Seconds">How long it took, by the clock.</param>
/// <param name="SiloSeconds">Processor time of all silos.</param>
/// <param name="DatabaseSeconds">Processor time of all processes of the database.</param>
/// <param name="Transactions">Of the cluster's database.</param>
/// <param name="WalBytes">Bytes of write-ahead log.</param>
/// <param name="PageImages">Whole pages among them: those written for the first time since a checkpoint.</param>
/// <param name="ClientBytes">Between clients and silos, both ways, without headers of TCP.</param>
/// <param name="SiloBytes">Between silos, as above.</param>
/// <param name="DatabaseBytes">Between silos and the database, as above.</param>
/// <param name="ReadMessages">Messages in which reads asked other silos; as many answers came.</param>
/// <param name="AppliedHome">Deliveries of events that were taken in on the silo of their partition.</param>
/// <param name="AppliedAway">Those that were taken in elsewhere.</param>
internal sealed record Costs(
    double Seconds,
    double SiloSeconds,
    double DatabaseSeconds,
    double Transactions,
    double WalBytes,
    double PageImages,
    double ClientBytes,
    double SiloBytes,
    double DatabaseBytes,
    double ReadMessages,
    double AppliedHome = 0,
    double AppliedAway = 0)
{
    public static Costs operator -(Costs left, Costs right) => left.With(right, (a, b) => a - b);

    /// <summary>Without what the cluster costs while nobody asks it for anything, for as long as this took.</summary>
    /// <param name="idle">What it cost for some time.</param>
    public Costs Beyond(Costs idle) => With(idle, (all, aside) => all - (aside * Seconds / idle.Seconds)) with { Seconds = Seconds };

    private Costs With(Costs other, Func<double, double, double> combine) => new(
        combine(Seconds, other.Seconds),
        combine(SiloSeconds, other.SiloSeconds),
        combine(DatabaseSeconds, other.DatabaseSeconds),
        combine(Transactions, other.Transactions),
        combine(WalBytes, other.WalBytes),
        combine(PageImages, other.PageImages),
        combine(ClientBytes, other.ClientBytes),
        combine(SiloBytes, other.SiloBytes),
        combine(DatabaseBytes, other.DatabaseBytes),
        combine(ReadMessages, other.ReadMessages),
        combine(AppliedHome, other.AppliedHome),
        combine(AppliedAway, other.AppliedAway));
}
