extern alias Silo;

using System.Reflection;
using Microsoft.Extensions.Logging;
using Silo::UserRep.Silo.Hosting;
using UserRep.EventLog.Events;
using UserRep.Grains.Hosting;
using Xunit;

namespace UserRep.Tests.Deploy;

/// <summary>The page of log messages has every one that the service can write, and each has a number of its own.</summary>
public class LogsPageTests
{
    private static readonly Assembly[] _service = [typeof(SiloOptions).Assembly, typeof(UserRepOptions).Assembly, typeof(IEventLog).Assembly];

    [Fact]
    public void It_lists_what_there_is()
    {
        string[] page = [.. File.ReadLines(DeployFiles.PathOf("logs.md")).Where(line => line.StartsWith("| 1", StringComparison.Ordinal) || line.StartsWith("| 2", StringComparison.Ordinal))];
        string[] messages = [.. Messages().OrderBy(m => m.EventId).Select(m => $"| {m.EventId} | {m.Level} | {m.Message} |")];
        Assert.True(page.SequenceEqual(messages), $"deploy/logs.md is to have these lines:{Environment.NewLine}{string.Join(Environment.NewLine, messages)}");
    }

    [Fact]
    public void No_number_is_given_twice() =>
        Assert.Empty(Messages().GroupBy(m => m.EventId).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {string.Join(" and ", same.Select(m => m.Message))}"));

    [Fact]
    public void None_has_a_place_for_a_user() => Assert.DoesNotContain(Messages(), m => m.Message!.Contains("{User", StringComparison.OrdinalIgnoreCase) && !m.Message.Contains("{Users}", StringComparison.Ordinal));

    private static IEnumerable<LoggerMessageAttribute> Messages() => _service
        .SelectMany(assembly => assembly.GetTypes())
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
        .OfType<LoggerMessageAttribute>();
}
