using System.Text.Json;
using System.Text.Json.Serialization;

namespace UserRep.Training.Evaluation.Reports;

/// <summary>
/// Writes six decimals, which is below any interval and above the noise of summation order, and null for what could not be computed:
/// JSON has no NaN.
/// </summary>
internal sealed class FigureConverter : JsonConverter<double>
{
    private const int Decimals = 6;

    public override bool HandleNull => true;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
        {
            // Adding zero turns -0 into 0.
            writer.WriteNumberValue(Math.Round(value, Decimals) + 0.0);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
