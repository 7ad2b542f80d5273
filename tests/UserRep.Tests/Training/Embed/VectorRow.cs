using ParquetSharp;

namespace UserRep.Tests.Training.Embed;

/// <summary>One row of a file of vectors, read back.</summary>
internal sealed record VectorRow(string User, DateTime At, float[] Vector, int Events, string Version, string Space)
{
    public static VectorRow[] Read(string path)
    {
        using ParquetFileReader file = new(path);
        return [.. Enumerable.Range(0, file.FileMetaData.NumRowGroups).SelectMany(group => Read(file, group))];
    }

    private static VectorRow[] Read(ParquetFileReader file, int group)
    {
        using RowGroupReader rows = file.RowGroup(group);
        int count = (int)rows.MetaData.NumRows;
        (string[] users, DateTime[] times, float[][] vectors) = (Column<string>(rows, 0, count), Column<DateTime>(rows, 1, count), Column<float[]>(rows, 2, count));
        (int[] events, string[] versions, string[] spaces) = (Column<int>(rows, 3, count), Column<string>(rows, 4, count), Column<string>(rows, 5, count));
        return [.. Enumerable.Range(0, count).Select(i => new VectorRow(users[i], times[i], vectors[i], events[i], versions[i], spaces[i]))];
    }

    private static T[] Column<T>(RowGroupReader rows, int column, int count)
    {
        using LogicalColumnReader<T> reader = rows.Column(column).LogicalReader<T>();
        return reader.ReadAll(count);
    }
}
