using System.Globalization;
using System.Text.Json;
using UserRep.Training.Datasets;

namespace UserRep.Training.Service;

/// <summary>
/// A data set's events as the service takes them. Ids come from the data set's name, the user and the event's number, so that to send
/// them again changes nothing. Attributes become one profile event, at the moment they are known from.
/// </summary>
internal sealed class ReplayedEvents(Dataset dataset, ReplayRequest request)
{
    private const string ProfileType = "profile";

    private readonly ItemCatalogue _items = dataset.ReadItems();

    /// <summary>One user's events in the order to send them.</summary>
    public IEnumerable<(long TimeMs, byte[] Json)> Of(UserHistory user)
    {
        // As the replay in training does: known from the first event at or after the moment, or after all of them.
        bool profileSent = !user.Attributes.Any(a => a is not null) || (user.KnownSinceMs is null && user.Events.IsEmpty);
        for (int i = 0; i < user.Events.Length; i++)
        {
            EventRow row = user.Events.Span[i];
            if (!profileSent && (user.KnownSinceMs ?? row.TimeMs) <= row.TimeMs)
            {
                profileSent = true;
                if (IsAsked(row.TimeMs))
                {
                    yield return Profile(user, user.KnownSinceMs ?? row.TimeMs);
                }
            }

            if (IsAsked(row.TimeMs))
            {
                yield return Event(user.UserId, i, row);
            }
        }

        if (!profileSent && IsAsked(user.KnownSinceMs!.Value))
        {
            yield return Profile(user, user.KnownSinceMs.Value);
        }
    }

    private bool IsAsked(long timeMs) => timeMs >= request.FromMs && timeMs < request.UntilMs;

    private (long, byte[]) Event(string userId, int number, EventRow row) => (row.TimeMs, Write(json =>
    {
        Head(json, userId, number.ToString(CultureInfo.InvariantCulture), dataset.Info.EventTypes[row.Type], row.TimeMs);
        if (row.Item >= 0)
        {
            json.WriteString("itemId", _items[row.Item].Id);
        }

        json.WriteNumber("value", row.Value);
    }));

    private (long, byte[]) Profile(UserHistory user, long timeMs) => (timeMs, Write(json =>
    {
        Head(json, user.UserId, ProfileType, ProfileType, timeMs);
        json.WriteStartObject("attributes");
        for (int i = 0; i < user.Attributes.Count; i++)
        {
            if (user.Attributes[i] is { } value)
            {
                json.WriteString(dataset.Info.Attributes[i], value);
            }
        }

        json.WriteEndObject();
    }));

    private void Head(Utf8JsonWriter json, string userId, string number, string type, long timeMs)
    {
        json.WriteString("eventId", $"{dataset.Info.Name}:{number}");
        json.WriteString("userId", userId);
        json.WriteString("type", type);
        json.WriteNumber("timestamp", timeMs);
    }

    private static byte[] Write(Action<Utf8JsonWriter> fields)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
