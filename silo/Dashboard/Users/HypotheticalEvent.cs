using System.Globalization;
using UserRep.Grains.Intake;

namespace UserRep.Silo.Dashboard.Users;

/// <summary>An event that somebody types in to see what it would do.</summary>
internal sealed class HypotheticalEvent
{
    public string Type { get; set; } = string.Empty;

    public string Item { get; set; } = string.Empty;

    public string Value { get; set; } = string.Empty;

    public string Attribute { get; set; } = string.Empty;

    public string AttributeValue { get; set; } = string.Empty;

    /// <summary>As it would be sent.</summary>
    /// <exception cref="EventsRejectedException">The value is no number.</exception>
    public IncomingEvent ToEvent(int index) => new()
    {
        Type = Type.Trim(),
        ItemId = Item.Trim() is { Length: > 0 } item ? item : null,
        Value = Number(index),
        Attributes = Attribute.Trim() is { Length: > 0 } name ? new Dictionary<string, string?> { [name] = AttributeValue.Trim() is { Length: > 0 } value ? value : null } : null,
    };

    private double? Number(int index) => Value.Trim() is not { Length: > 0 } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
        : throw new EventsRejectedException([new EventMistake(index, "value", $"\"{text}\" is no number.", "Give one such as 1.5, or leave it out for 1.")]);
}
