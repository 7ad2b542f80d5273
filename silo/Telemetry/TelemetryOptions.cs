namespace UserRep.Silo.Telemetry;

/// <summary>Where metrics, traces and logs are sent to.</summary>
internal sealed class TelemetryOptions
{
    /// <summary>The address of an OTLP receiver; without one nothing is sent, and nothing is traced.</summary>
    public Uri? OtlpEndpoint { get; set; }

    /// <summary>How many requests in a hundred are traced that do not come with a trace of their own.</summary>
    public int TracePercent { get; set; } = 1;
}
