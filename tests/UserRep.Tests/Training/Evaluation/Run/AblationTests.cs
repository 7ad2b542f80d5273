using UserRep.Model.Features;
using UserRep.Training.Cli;
using UserRep.Training.Evaluation;
using UserRep.Training.Evaluation.Reports;
using UserRep.Training.Evaluation.Run;
using UserRep.Training.Evaluation.UserFeatures;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Run;

public sealed class AblationTests(EvaluationSet set) : IClassFixture<EvaluationSet>
{
    [Fact]
    public void Each_variant_hides_what_its_name_says_from_the_encoder_and_nothing_else()
    {
        EncoderVariants variants = new(set.Data.Layout, EvaluationSet.Options.Autoencoder, EvaluationSet.Options.Rows);
        string[] blocks = [.. set.Data.Layout.Groups.SelectMany(group => group.Blocks).Select(block => block.Name)];
        UserMatrix features = set.Data.Features;
        EncoderBench bench = new(set.Data, new ScoreCache(set.File("ablation-cache"), "test"));

        foreach (EncoderVariant variant in variants.Ablations().Where(v => v.Hides is not null))
        {
            string[] hidden = [.. set.Data.Layout.Groups.SelectMany(group => group.Blocks).Where(variant.Hides!).Select(block => block.Name)];
            string part = variant.Name switch
            {
                EncoderVariant.WithoutProfile => "profile",
                "no-onboarding" => "onboarding",
                _ => variant.Name["no-".Length..],
            };
            Assert.NotEmpty(hidden);
            Assert.Equal(blocks.Where(block => block.Split('/').Contains(part)), hidden);

            // Among what is left, all users look alike in what is hidden.
            UserMatrix visible = bench.Visible(variant, features);
            FeatureBlock[] all = [.. set.Data.Layout.Groups.SelectMany(group => group.Blocks)];
            Assert.All(all, block => Assert.Equal(hidden.Contains(block.Name), IsAlike(visible, block) && (hidden.Contains(block.Name) || !IsAlike(features, block))));
        }
    }

    [Fact]
    public void A_report_says_what_each_of_them_costs_in_every_task()
    {
        EvaluationOptions options = EvaluationSet.Options with { Ablations = true, AblationHeadSeeds = 1 };
        EvaluationReport report = EvaluateRun.Run(
            new EvaluateRequest(set.Folder, set.File("ablations"), options, Fresh: false), [], StoppedClock.Instance, NoProgress.Instance, TestContext.Current.CancellationToken);

        Assert.Equal(
            new EncoderVariants(set.Data.Layout, options.Autoencoder, options.Rows).Ablations().Select(v => v.Name), report.Ablations.Select(a => a.Name));
        Assert.All(report.Ablations, ablation =>
        {
            Assert.NotEmpty(ablation.Change);
            Assert.Equal([ModelNames.ColdStart, ModelNames.Live, ModelNames.Weekly], ablation.Tasks.Keys.Order(StringComparer.Ordinal));
            Assert.All(ablation.Tasks.Values, change => Assert.True(change.Low <= change.Auc && change.Auc <= change.High && Math.Abs(change.Auc) < 50, $"{ablation.Name}: {change}"));
        });

        // A change that changes nothing would be a fault of the run.
        Assert.All(report.Ablations, ablation => Assert.Contains(ablation.Tasks.Values, change => Math.Abs(change.Auc) > 1e-6));
    }

    private static bool IsAlike(UserMatrix users, FeatureBlock block) => Enumerable.Range(1, users.Rows - 1)
        .All(row => users.Row(row).Slice(block.Offset, block.Length).SequenceEqual(users.Row(0).Slice(block.Offset, block.Length)));
}
