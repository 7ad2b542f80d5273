using UserRep.Model.Features;
using UserRep.Tests.Model.Bundles;
using UserRep.Tests.Model.Encoders;

namespace UserRep.Tests.Grains.Encoding;

/// <summary>A bundle whose model fails for everybody who has skipped something.</summary>
internal static class PoisonBundle
{
    public const int Dimension = 6;

    public static FeatureSpec Spec { get; } = new BundleMaker().Spec;

    public static int Feature { get; } = new FeatureLayout(Spec).Groups.SelectMany(g => g.Blocks).Single(b => b.Name == "activity/count/skip").Offset;

    public static byte[] Encoder(bool throws) => TinyOnnx.Poisonous(new FeatureLayout(Spec).Length, Dimension, Feature, throws);

    public static string Write(string folder, bool throws)
    {
        new BundleMaker { Spec = Spec, Dimension = Dimension, Version = throws ? "throws" : "nan", Encoder = Encoder(throws), GoldenZero = Feature }.Write(folder);
        return folder;
    }
}
