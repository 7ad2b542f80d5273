using ParquetSharp;

namespace UserRep.Training.Datasets;

/// <summary>Reads <c>users.parquet</c> a row group at a time.</summary>
internal sealed class UsersReader(ParquetFile file, int attributes)
{
    public IEnumerable<UserRow> Read(CancellationToken cancellation)
    {
        for (int group = 0; group < file.Groups; group++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (UserRow user in file.Read(group, ReadGroup)) yield return user;
        }
    }

    private UserRow[] ReadGroup(RowGroupReader group, int count)
    {
        string?[] ids = ColumnReading.Strings(group, 0, count);
        long?[] knownSince = ColumnReading.OptionalTimes(group, 1, count);
        string?[][] columns = [.. Enumerable.Range(2, attributes).Select(column => ColumnReading.Strings(group, column, count))];
        var users = new UserRow[count];
        for (int i = 0; i < count; i++)
        {
            users[i] = new UserRow(ids[i]!, knownSince[i], Array.ConvertAll(columns, column => column[i]));
        }

        return users;
    }
}
