namespace UserRep.Grains.Versions.Rollouts.ConsumerMetrics;

/// <summary>What figures that consumers report are called.</summary>
internal static class MetricName
{
    public const string GateForm = "consumer:{name}:{metric}";

    private const string Prefix = "consumer:";

    public static string OfGate(string consumer, string metric) => $"{Prefix}{consumer}:{metric}";

    /// <summary>Reads what a gate names. A consumer's name may have colons, a figure's has none.</summary>
    public static bool TryReadGate(string text, out string consumer, out string metric)
    {
        consumer = metric = string.Empty;
        int end = text.LastIndexOf(':');
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || end <= Prefix.Length || end == text.Length - 1)
        {
            return false;
        }

        (consumer, metric) = (text[Prefix.Length..end], text[(end + 1)..]);
        return true;
    }
}
