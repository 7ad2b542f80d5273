using UserRep.Model.Features;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.ItemVectors;

namespace UserRep.Training.Specs;

/// <summary>A feature spec that was written by hand, and whether it fits a data set.</summary>
internal static class GivenSpec
{
    public static FeatureSpec Read(string path)
    {
        try
        {
            return FeatureSpec.Parse(File.ReadAllText(path));
        }
        catch (FeatureSpecException e)
        {
            throw new UserErrorException($"{path}: {e.Message}", e);
        }
    }

    /// <exception cref="UserErrorException">The spec names other item vectors than were learned, or none of the data set's event types; every mistake is named.</exception>
    public static void Check(FeatureSpec spec, ItemVectorSet items, DatasetInfo info)
    {
        List<string> mistakes = [];
        string[] wanted = [.. spec.Modalities.Select(m => $"{m.Name} × {m.Dimension}")];
        string[] learned = [.. items.Modalities.Select(m => $"{m.Name} × {m.Dimension}")];
        if (!wanted.SequenceEqual(learned)) mistakes.Add($"modalities: the spec has {string.Join(", ", wanted)}; the data set gives {string.Join(", ", learned)}");
        if (!info.EventTypes.Any(type => spec.EventTypeIndex(type) >= 0))
        {
            mistakes.Add($"eventTypes: none of the data set's ({string.Join(", ", info.EventTypes)}) is there");
        }

        if (!info.HasTimes && spec.TimeScales.Any(scale => !scale.IsForever)) mistakes.Add("timeScales: the data set has no times, so write \"forever\" alone");
        if (mistakes.Count > 0) throw new UserErrorException($"The spec does not fit the data set:{Environment.NewLine}- {string.Join($"{Environment.NewLine}- ", mistakes)}");
    }
}
