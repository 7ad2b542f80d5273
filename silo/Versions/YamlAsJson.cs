using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using UserRep.Silo.Problems;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlScalar = YamlDotNet.Core.Events.Scalar;

namespace UserRep.Silo.Versions;

/// <summary>
/// The JSON of what a YAML document says, so that one reader, with its checks and messages, does for both. Plain scalars are numbers, booleans,
/// null or text as the core schema of YAML 1.2 (section 10.3.2) has it: what is not, such as <c>yes</c>, is text.
/// </summary>
internal static partial class YamlAsJson
{
    // Deeper than anything that is sent here, and long before the stack ends.
    private const int MaxDepth = 32;

    private const string TextTag = "tag:yaml.org,2002:str";

    /// <summary>The document as JSON in UTF-8; <c>null</c> for one that is empty.</summary>
    /// <exception cref="BadRequestException">It is no YAML, or has what JSON has not; the message has line and column.</exception>
    public static byte[] Convert(string yaml)
    {
        using MemoryStream json = new();
        Parser parser = new(new Scanner(new StringReader(yaml), skipComments: true));
        try
        {
            parser.Consume<StreamStart>();
            using Utf8JsonWriter writer = new(json);
            if (parser.TryConsume<StreamEnd>(out _))
            {
                writer.WriteNullValue();
            }
            else
            {
                parser.Consume<DocumentStart>();
                Write(parser, writer, 0);
                parser.Consume<DocumentEnd>();
                if (!parser.TryConsume<StreamEnd>(out _))
                {
                    throw Bad(parser.Current!.Start, "a second document begins. Send one alone");
                }
            }
        }
        catch (YamlException error)
        {
            throw Bad(error.Start, error.InnerException?.Message ?? error.Message);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // So the library calls some mistakes, such as a bracket that is not closed, or an escape that is half a character.
            throw Bad(parser.Current?.End ?? Mark.Empty, "what follows cannot be read");
        }

        return json.ToArray();
    }

    private static void Write(Parser parser, Utf8JsonWriter writer, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Bad(parser.Current!.Start, $"it is nested deeper than {MaxDepth} levels");
        }

        if (parser.TryConsume<MappingStart>(out _))
        {
            WriteMapping(parser, writer, depth);
        }
        else if (parser.TryConsume<SequenceStart>(out _))
        {
            writer.WriteStartArray();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                Write(parser, writer, depth + 1);
            }

            writer.WriteEndArray();
        }
        else if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            // A few of them can stand for gigabytes.
            throw Bad(alias.Start, $"the alias *{alias.Value} is not followed. Write out what it stands for");
        }
        else
        {
            WriteScalar(parser.Consume<YamlScalar>(), writer);
        }
    }

    private static void WriteMapping(Parser parser, Utf8JsonWriter writer, int depth)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        writer.WriteStartObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            Mark at = parser.Current!.Start;
            string name = parser.TryConsume<YamlScalar>(out var key) ? key.Value : throw Bad(at, "the key is no text");
            writer.WritePropertyName(names.Add(name) ? name : throw Bad(at, $"\"{name}\" is there twice. Leave one out"));
            Write(parser, writer, depth + 1);
        }

        writer.WriteEndObject();
    }

    private static void WriteScalar(YamlScalar scalar, Utf8JsonWriter writer)
    {
        string text = scalar.Value;
        if (scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value == TextTag))
        {
            writer.WriteStringValue(text);
        }
        else if (text is "" or "~" or "null" or "Null" or "NULL")
        {
            writer.WriteNullValue();
        }
        else if (text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
        {
            writer.WriteBooleanValue(text[0] is 't' or 'T');
        }
        else if (Whole().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
        {
            writer.WriteNumberValue(whole);
        }
        else if (Number().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(text);
        }
    }

    private static BadRequestException Bad(Mark at, string message) => new($"The YAML cannot be read: line {at.Line}, column {at.Column}: {message.TrimEnd('.')}.");

    [GeneratedRegex("^[-+]?[0-9]+$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Number();
}
