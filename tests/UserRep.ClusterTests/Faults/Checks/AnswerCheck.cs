using UserRep.ClusterTests.Faults.Ledgers;
using UserRep.EventLog.Events;

namespace UserRep.ClusterTests.Faults.Checks;

/// <summary>Computes again what was read: from the user's events up to the position, by the version that is named.</summary>
internal static class AnswerCheck
{
    private const float Tolerance = 1e-5f;

    /// <returns>What is wrong.</returns>
    public static IEnumerable<string> Check(IEnumerable<Answer> answers, Logged logged, IReadOnlyDictionary<string, Reference> references)
    {
        foreach (Answer answer in answers)
        {
            IReadOnlyList<LogEvent> events = logged.Of(answer.UserId);
            if (!references.TryGetValue(answer.Version, out Reference? reference))
            {
                yield return $"I7: {answer.UserId} was read of version {answer.Version}, which nobody published.";
            }
            else if (answer.Position != 0 && events.All(e => e.Offset != answer.Position))
            {
                yield return $"I5: {answer.UserId} was read at {answer.Position}, where the log has nothing of it.";
            }
            else if (Difference(reference.Encode(reference.Fold(events, answer.Position), answer.AsOfMs), answer.Vector) is var off and not <= Tolerance)
            {
                yield return $"I2, I7: {answer.UserId} at {answer.Position} is off by {off} from what {answer.Version} makes of the log.";
            }
        }
    }

    private static float Difference(float[] expected, float[] actual) =>
        expected.Length == actual.Length ? expected.Zip(actual, (e, a) => MathF.Abs(e - a)).Max() : float.PositiveInfinity;
}
