extern alias Silo;

using Silo::UserRep.Silo.Access.Identities;
using Silo::UserRep.Silo.Dashboard.Reports;
using Silo::UserRep.Silo.Problems;
using Silo::UserRep.Silo.Versions;
using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Tests.Model.Features;
using UserRep.Tests.Service.Access;
using Xunit;

namespace UserRep.Tests.Fuzzing;

/// <summary>Whatever comes from outside is taken or refused in words, and no more memory is used than it is worth.</summary>
public class FuzzTests
{
    [Fact]
    public void Events() => Fuzz.Run(new EventsTarget(isLines: false));

    [Fact]
    public void Events_a_line_each() => Fuzz.Run(new EventsTarget(isLines: true));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Snapshots(bool isSealed) => Fuzz.Run(new SnapshotTarget(isSealed));

    [Fact]
    public void Packed_states() => Fuzz.Run(new PackedStateTarget());

    [Fact]
    public void Answers() => Fuzz.Run(new AnswerTarget());

    [Fact]
    public void Bundles()
    {
        using BundleTarget target = new();
        Fuzz.Run(target);
    }

    [Theory]
    [InlineData(BundleFiles.Manifest)]
    [InlineData(BundleFiles.Spec)]
    [InlineData(BundleFiles.Items)]
    [InlineData(BundleFiles.Golden)]
    [InlineData(BundleFiles.Encoder)]
    public void Parts_of_a_bundle(string part)
    {
        using BundlePartTarget target = new(part);
        Fuzz.Run(target);
    }

    [Fact]
    public void Feature_specs() => Fuzz.Run(new TextTarget("feature specs", [TestSpecs.Small.ToJson(), TestSpecs.Served.ToJson()], text => Refused<FeatureSpecException>(() => FeatureSpec.Parse(text))));

    [Fact]
    public void Identities() => Fuzz.Run(new TextTarget("identities", [AccessTable.File, IdentitiesText.Of(IdentitiesText.Limited("slow", 1, 2_000))], text => new IdentitiesReader([]).Read(text)));

    [Fact]
    public void Plans_as_YAML() => Fuzz.Run(new TextTarget(
        "plans as YAML",
        ["steps:\n- stage: shadow\n  share: 50\n  minSoak: 10m\n  gates:\n  - {metric: encodeP99Ms, max: 50}\n", "a: &x [1, 'two', \"three\", ~, true]\nb: *x\nc: |\n  text\n", "a: \"\\udc00\\ud800\""],
        text => Refused<BadRequestException>(() => YamlAsJson.Convert(text))));

    [Fact]
    public void Evaluations() => Fuzz.Run(new EvaluationTarget());

    [Fact]
    public void Reports() => Fuzz.Run(new TextTarget("reports", ReportWords.Samples, text => ReportText.Of(text), ReportWords.All));

    private static void Refused<T>(Action read)
        where T : Exception
    {
        try
        {
            read();
        }
        catch (T)
        {
            // As it should be.
        }
    }
}
