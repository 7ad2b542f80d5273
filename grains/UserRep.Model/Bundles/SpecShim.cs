// Temporary: stands in for the feature code and goes away with it.
using System.Text.Json;
using UserRep.Model.Features;

namespace UserRep.Model.Bundles;

internal static class SpecShim
{
    extension(FeatureSpec)
    {
        public static FeatureSpec Parse(string json)
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            return new FeatureSpec
            {
                Name = root.GetProperty("name").GetString()!,
                Modalities = [.. root.GetProperty("modalities").EnumerateArray()
                    .Select(m => new ModalitySpec(m.GetProperty("name").GetString()!, m.GetProperty("dimension").GetInt32()))],
                EventTypes = [.. root.GetProperty("eventTypes").EnumerateArray().Select(e => new EventTypeSpec(e.GetString()!))],
            };
        }
    }

    extension(FeatureSpec spec)
    {
        public string ToJson() => JsonSerializer.Serialize(new
        {
            name = spec.Name,
            modalities = spec.Modalities.Select(m => new { name = m.Name, dimension = m.Dimension }),
            eventTypes = spec.EventTypes.Select(e => e.Name),
        });
    }
}

internal sealed class FeatureLayout(FeatureSpec spec)
{
    public int Length => spec.Modalities.Sum(m => m.Dimension) + spec.EventTypes.Count;
}
