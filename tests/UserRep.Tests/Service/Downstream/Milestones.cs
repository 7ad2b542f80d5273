using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Tests.Service.Downstream;

/// <summary>What is known when. Heads learn from what came after the first version's training; what they are then asked about comes after that.</summary>
/// <param name="FirstUntilMs">The last moment that the first version knows of.</param>
/// <param name="SecondUntilMs">The last moment that the second version knows of.</param>
/// <param name="LearnUntilMs">The last moment that heads know of.</param>
/// <param name="EndMs">When the last answer is in.</param>
internal sealed record Milestones(long FirstUntilMs, long SecondUntilMs, long LearnUntilMs, long EndMs)
{
    public static ProtocolOptions Protocol { get; } = new() { MaximumExamples = 14_000 };

    public TimeSplit Split => new(FirstUntilMs, LearnUntilMs, EndMs, EndMs);

    /// <summary>The last moment that the service knows of. Questions are as of moments up to it, and about the time after theirs.</summary>
    public long TodayMs => EndMs - Protocol.HorizonMs;
}
