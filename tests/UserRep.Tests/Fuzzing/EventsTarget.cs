extern alias Silo;

using System.Text;
using Silo::UserRep.Silo.Events;
using Silo::UserRep.Silo.Problems;
using UserRep.Grains.Intake;
using UserRep.Grains.Versions;

namespace UserRep.Tests.Fuzzing;

/// <summary>Events as they are sent, whole or a line each, and what is looked at before they are written.</summary>
internal sealed class EventsTarget(bool isLines) : FuzzTarget
{
    private const int MaxEvents = 1_000;
    private const long Now = 1_780_000_000_000;

    private static readonly string[] _events =
    [
        """{"eventId":"e1","userId":"ann","type":"play","itemId":"item-1","timestamp":1780000000000,"value":1.5}""",
        """{"eventId":"e2","userId":"bob","type":"profile","timestamp":"2026-05-31T12:00:00Z","attributes":{"country":"SE","age":31,"gone":null}}""",
        """{"eventId":"ü€𐍈","userId":"\u0041\ud83d\ude00","type":"onboard","itemId":null,"value":-0.0}""",
    ];

    public override string Name => isLines ? "events, a line each" : "events";

    public override int Share => 5_000;

    public override IReadOnlyList<byte[]> Samples { get; } = isLines
        ? [.. _events.Append(string.Join('\n', _events)).Append(string.Join("\r\n", _events) + "\n\n").Select(Encoding.UTF8.GetBytes)]
        : [.. _events.Append(string.Join(',', _events)).Append(string.Empty).Select(e => Encoding.UTF8.GetBytes($$"""{"events":[{{e}}]}""")), Encoding.UTF8.GetBytes("""{"\udc00\ud800events":[]}""")];

    public override IReadOnlyList<byte[]> Words { get; } = [.. JsonWords.All, .. ((string[])["\"eventId\":", "\"userId\":", "\"type\":", "\"itemId\":", "\"timestamp\":", "\"value\":", "\"attributes\":{"]).Select(Encoding.UTF8.GetBytes)];

    public override void Read(byte[] input)
    {
        try
        {
            using MemoryStream body = new(input);
            Task<SentEvents> reading = isLines ? EventBody.ReadLinesAsync(body, MaxEvents, CancellationToken.None) : EventBody.ReadAsync(body, MaxEvents, CancellationToken.None);
            SentEvents sent = reading.GetAwaiter().GetResult();
            new EventChecks(ServingPlan.Empty, new IntakeOptions { MaxEvents = MaxEvents }, Now).Check(sent.Events);
        }
        catch (Exception error) when (error is BadRequestException or TooLargeException or EventsRejectedException)
        {
            // In the words that callers are told.
        }
    }
}
