namespace UserRep.Silo.Telemetry.Logs;

/// <summary>What is told of an error whose own text names a user.</summary>
internal sealed class DiscreetException(Exception error) : Exception(PersonalData.Without(error.Message))
{
    private readonly string _text = PersonalData.Without(error.ToString());

    public override string? StackTrace { get; } = error.StackTrace;

    public override string ToString() => _text;
}
