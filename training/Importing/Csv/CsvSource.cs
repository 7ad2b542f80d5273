namespace UserRep.Training.Importing.Csv;

/// <summary>What <c>import csv</c> was asked to read.</summary>
internal sealed record CsvSource
{
    public required string Events { get; init; }

    public required ColumnMap Map { get; init; }

    public string? Items { get; init; }

    public ColumnMap ItemMap { get; init; } = new([]);

    public string? Users { get; init; }

    public ColumnMap UserMap { get; init; } = new([]);

    public TimeUnit TimeUnit { get; init; } = TimeUnit.S;

    public string TypeDefault { get; init; } = "event";

    public string? OnboardingType { get; init; }

    public string TagSeparator { get; init; } = "|";

    /// <summary>Gets the form of all files; <see cref="HasHeader"/> decides on the header of each.</summary>
    public DelimitedForm Form { get; init; } = new(',', HasHeader: true, Quoted: true, InputFile.Utf8);

    /// <summary>Gets whether files begin with a header; null: unless their columns are mapped by numbers alone.</summary>
    public bool? HasHeader { get; init; }

    public DelimitedForm FormOf(ColumnMap map) => Form with { HasHeader = HasHeader ?? !map.AllNumbers };
}
