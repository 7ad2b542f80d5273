using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace UserRep.Benchmarks.EventCosts;

/// <summary>
/// What the pages of the log's file are of. SQLite has a table that tells (dbstat), which is not in the build that .NET has; so the trees are walked here
/// (sqlite.org/fileformat2.html, 1.6).
/// </summary>
internal sealed class LogFile
{
    private const byte InteriorOfIndex = 2;
    private const byte InteriorOfTable = 5;
    private const int CellCountAt = 3;
    private const int LastChildAt = 8;
    private const int CellsAt = 12;

    private readonly Dictionary<uint, LogTree> _trees = [];

    /// <param name="path">The file, of which nobody else makes use.</param>
    public LogFile(string path)
    {
        List<(LogTree Tree, uint Root)> roots;
        using (SqliteConnection connection = new($"Data Source={path};Mode=ReadWrite;Pooling=False"))
        {
            // What a write-ahead log has is folded into the file when the last connection closes.
            connection.Open();
            roots = Roots(connection);
            PageBytes = (int)Number(connection, "PRAGMA page_size");
            Pages = Number(connection, "PRAGMA page_count");
            Events = Number(connection, "SELECT SUM(last_offset) FROM partition_head");
        }

        using SafeFileHandle file = File.OpenHandle(path);
        foreach ((LogTree tree, uint root) in roots)
        {
            Walk(file, tree, root);
        }
    }

    /// <summary>Gets how many events were ever appended to it.</summary>
    public long Events { get; }

    public int PageBytes { get; }

    public long Pages { get; }

    /// <summary>Which tree a page is of.</summary>
    public LogTree TreeOf(uint page) => _trees.GetValueOrDefault(page, LogTree.Other);

    /// <summary>How many pages a tree has.</summary>
    public long PagesOf(LogTree tree) => tree == LogTree.Other ? Pages - _trees.Count(p => p.Value != tree) : _trees.Count(p => p.Value == tree);

    private static List<(LogTree Tree, uint Root)> Roots(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT name, tbl_name, rootpage FROM sqlite_master WHERE rootpage > 0";
        using SqliteDataReader reader = command.ExecuteReader();
        List<(LogTree Tree, uint Root)> roots = [];
        while (reader.Read())
        {
            roots.Add((TreeOf(reader.GetString(0), reader.GetString(1)), (uint)reader.GetInt64(2)));
        }

        return roots;
    }

    private static LogTree TreeOf(string name, string table) => (name, table) switch
    {
        ("event", _) => LogTree.Events,
        ("event_by_hash", _) => LogTree.EventsByHash,
        (_, "user") => LogTree.Users,
        _ => LogTree.Other,
    };

    private static long Number(SqliteConnection connection, string query)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = query;
        return (long)command.ExecuteScalar()!;
    }

    private void Walk(SafeFileHandle file, LogTree tree, uint root)
    {
        byte[] page = new byte[PageBytes];
        Stack<uint> open = new([root]);
        while (open.TryPop(out uint number))
        {
            _trees.Add(number, tree);
            RandomAccess.Read(file, page, (number - 1L) * PageBytes);
            if (page[0] is not (InteriorOfIndex or InteriorOfTable))
            {
                continue;
            }

            open.Push(BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(LastChildAt)));
            int cells = BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(CellCountAt));
            for (int cell = 0; cell < cells; cell++)
            {
                // Where in the page a cell begins, which itself begins with the child.
                int at = BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(CellsAt + (2 * cell)));
                open.Push(BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(at)));
            }
        }
    }
}
