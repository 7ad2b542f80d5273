using Npgsql;

namespace UserRep.EventLog.Postgres;

/// <summary>A statement with its parameters.</summary>
internal static class Statement
{
    /// <param name="sql">The statement.</param>
    /// <param name="values">The values of <c>$1</c>, <c>$2</c> and so on.</param>
    public static NpgsqlBatchCommand Of(string sql, params ReadOnlySpan<object> values)
    {
        NpgsqlBatchCommand statement = new(sql);
        foreach (object value in values)
        {
            statement.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return statement;
    }
}
