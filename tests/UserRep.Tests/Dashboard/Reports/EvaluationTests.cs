extern alias Silo;

using System.Text;
using Silo::UserRep.Silo.Dashboard.Reports;
using Xunit;

namespace UserRep.Tests.Dashboard.Reports;

/// <summary>The figures of an evaluation, which come from outside, too.</summary>
public class EvaluationTests
{
    private const string Tasks = "\"tasks\":{\"live\":{\"models\":{\"userrep\":{\"auc\":0.84703,\"aucLow\":0.8354,\"aucHigh\":0.8592},\"average\":{\"auc\":0.9}}},\"coldStart\":{\"models\":{\"userrep\":{\"auc\":0.75,\"aucLow\":null}}},\"weekly\":{\"models\":{\"userrep\":{\"auc\":null}}}}";

    [Fact]
    public void It_has_the_vector_s_figure_of_each_task()
    {
        Evaluation evaluation = Of($"{{\"dataset\":{{\"name\":\"plays\",\"users\":9}},{Tasks}}}")!;

        Assert.Equal("plays", evaluation.Dataset);
        Assert.Equal(["cold start 0.750", "live 0.847 [0.835, 0.859]"], evaluation.Tasks.Select(t => $"{EvaluationWords.Task(t.Key)} {t.Value.Text}").Order());
    }

    [Fact]
    public void Figures_stand_side_by_side_only_of_the_same_data_and_split()
    {
        Evaluation one = Of($"{{\"dataset\":{{\"name\":\"plays\",\"users\":9}},\"split\":{{\"end\":\"2025\"}},{Tasks}}}")!;

        Assert.True(one.IsLike(Of("{\"schema\":1,\"dataset\":{\"name\":\"plays\",\"users\":9},\"split\":{\"end\":\"2025\"},\"tasks\":{}}")!));
        Assert.False(one.IsLike(Of($"{{\"dataset\":{{\"name\":\"plays\",\"users\":8}},\"split\":{{\"end\":\"2025\"}},{Tasks}}}")!));
        Assert.False(one.IsLike(Of($"{{\"dataset\":{{\"name\":\"plays\",\"users\":9}},\"split\":{{\"end\":\"2026\"}},{Tasks}}}")!));
    }

    [Theory]
    [InlineData("", "It is of encoders that the evaluation trained for itself")]
    [InlineData("\"bundle.version\":\"v1\",\"bundle.embeddingSpace\":\"abc\"", "It is of the encoder in this bundle.")]
    [InlineData("\"bundle.version\":\"v0\",\"bundle.embeddingSpace\":\"abd\"", "It is of another bundle, v0,")]
    [InlineData("\"bundle.version\":\"v0\"", "It is of another bundle, v0,")]
    public void It_says_what_it_is_of(string options, string said) =>
        Assert.StartsWith(said, EvaluationWords.Of(Of($"{{\"dataset\":{{}},\"settings\":{{\"options\":{{{options}}}}},{Tasks}}}")!, "abc"), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"dataset\":1,\"tasks\":{}}")]
    [InlineData("{\"dataset\":{},\"tasks\":[1]}")]
    [InlineData("{\"dataset\":{}")]
    [InlineData("{\"\\ud800\":1,\"dataset\":{},\"tasks\":{}}")]
    [InlineData("{\"dataset\":{\"name\":\"\\ud800\"},\"tasks\":{}}")]
    [InlineData("{\"dataset\":{},\"tasks\":{},\"settings\":{\"options\":{\"bundle.version\":\"\\udc00\"}}}")]
    [InlineData("{\"dataset\":{},\"tasks\":{\"\\ud800\":{\"models\":{\"userrep\":{\"auc\":0.5}}}}}")]
    public void What_is_no_evaluation_is_none(string text) => Assert.Null(Of(text));

    [Theory]
    [InlineData("{\"dataset\":{\"name\":\"caf\u00e9\"},\"tasks\":{}}")]
    [InlineData("{\"dataset\":{\"town\":\"caf\u00e9\"},\"tasks\":{}}")]
    [InlineData("{\"dataset\":{},\"split\":{\"\u00e9\":1},\"tasks\":{}}")]
    [InlineData("{\"dataset\":{},\"tasks\":{\"\u00e9\":{\"models\":{\"userrep\":{\"auc\":0.5}}}}}")]
    public void What_is_not_UTF_8_is_none(string text) => Assert.Null(Evaluation.Of(Encoding.Latin1.GetBytes(text)));

    [Fact]
    public void Strange_parts_are_left_out()
    {
        Assert.Empty(Of("{\"dataset\":{\"name\":7},\"settings\":[],\"tasks\":{\"live\":3,\"weekly\":{\"models\":{\"userrep\":{\"auc\":\"high\"}}}}}")!.Tasks);
        Assert.Null(Of(new string('[', 1_000_000)));
        Assert.Null(Of(new string(' ', Evaluation.MaxBytes) + $"{{\"dataset\":{{}},{Tasks}}}"));
    }

    private static Evaluation? Of(string text) => Evaluation.Of(Encoding.UTF8.GetBytes(text));
}
