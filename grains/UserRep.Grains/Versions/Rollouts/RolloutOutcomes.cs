using UserRep.Grains.Versions.Rollouts.Gates;

namespace UserRep.Grains.Versions.Rollouts;

/// <summary>What came of looking at a version's gates last. Not stored: the next look is soon.</summary>
internal sealed class RolloutOutcomes
{
    public IReadOnlyList<GateResult> Gates { get; private set; } = [];

    public IReadOnlyList<string> Waits { get; private set; } = [];

    public DateTimeOffset? At { get; private set; }

    /// <summary>Gets what could not be done last; null if all could.</summary>
    public string? Failure { get; private set; }

    /// <summary>Gets why its bundle was refused when it was to move on; null if it was not. Whoever changes the plan has it tried again.</summary>
    public string? Refusal { get; private set; }

    public void Seen(IReadOnlyList<GateResult> gates, IReadOnlyList<string> waits, DateTimeOffset at) => (Gates, Waits, At, Failure) = (gates, waits, at, null);

    public void Failed(string message) => Failure = message;

    public void Refused(string? message) => Refusal = message;
}
