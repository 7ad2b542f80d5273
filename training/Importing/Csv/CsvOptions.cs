using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using UserRep.Training.Cli;

namespace UserRep.Training.Importing.Csv;

/// <summary>The options of <c>import csv</c>.</summary>
internal sealed class CsvOptions
{
    private static readonly Dictionary<string, char> NamedDelimiters = new() { ["tab"] = '\t', ["\\t"] = '\t', ["comma"] = ',', ["semicolon"] = ';', ["pipe"] = '|', ["space"] = ' ' };

    private readonly Option<string> _events = new("--events") { Description = "The file of events, gzip or not.", Required = true, HelpName = "FILE" };

    private readonly Option<ColumnMap> _map = new("--map")
    {
        Description = "Columns of the events by header name, or number from 1: user=COL,item=COL,time=COL[,value=COL][,type=COL]. time=none for a set without times. Rows that are equal are all kept.",
        Required = true,
        HelpName = "MAP",
        CustomParser = result => ColumnMap.Parse(result, ["user", "item", "time"], ["value", "type"]),
    };

    private readonly Option<string?> _items = new("--items") { Description = "The file of items.", HelpName = "FILE" };

    private readonly Option<ColumnMap?> _itemMap = new("--item-map")
    {
        Description = "Columns of the items: id=COL[,tags=COL+COL...][,vector=FIRST..LAST]. Default: id=id,tags=tags.",
        HelpName = "MAP",
        CustomParser = result => ColumnMap.Parse(result, ["id"], ["tags", "vector"]),
    };

    private readonly Option<string> _tagSeparator = new("--tag-separator") { Description = "What stands between the tags of one field.", DefaultValueFactory = _ => "|", HelpName = "TEXT" };

    private readonly Option<string?> _users = new("--users") { Description = "The file of users.", HelpName = "FILE" };

    private readonly Option<ColumnMap?> _userMap = new("--user-map")
    {
        Description = "Columns of the users: user=COL[,known_since=COL][,ATTRIBUTE=COL...]. Default: user=user, and every other column is an attribute.",
        HelpName = "MAP",
        CustomParser = result => ColumnMap.Parse(result, ["user"], null),
    };

    private readonly Option<string> _timeUnit = new Option<string>("--time-unit") { Description = "How times are written: s or ms since 1970, or iso (UTC unless it says otherwise).", DefaultValueFactory = _ => "s" }.AcceptOnlyFromAmong("s", "ms", "iso");

    private readonly Option<char> _delimiter = new("--delimiter")
    {
        Description = "What stands between fields: a character, or tab, comma, semicolon, pipe, space.",
        HelpName = "CHAR",
        CustomParser = Delimiter,
        DefaultValueFactory = _ => ',',
    };

    private readonly Option<bool?> _header = new("--header") { Description = "Whether files begin with a header. Default: yes, unless the map has numbers only.", HelpName = "true|false" };

    private readonly Option<bool> _noQuotes = new("--no-quotes") { Description = "Double quotes are ordinary characters." };

    private readonly Option<string> _encoding = new Option<string>("--encoding") { Description = "The files' encoding, unless they begin with a byte order mark.", DefaultValueFactory = _ => "utf-8" }.AcceptOnlyFromAmong("utf-8", "latin1");

    private readonly Option<string> _typeDefault = new("--type-default") { Description = "The type of events that have none.", DefaultValueFactory = _ => "event", HelpName = "NAME" };

    private readonly Option<string?> _onboardingType = new("--onboarding-type") { Description = "The event type of onboarding picks.", HelpName = "NAME" };

    public CsvOptions(Command command)
    {
        foreach (Option option in new Option[]
        {
            _events, _map, _timeUnit, _items, _itemMap, _tagSeparator, _users, _userMap, _delimiter, _header, _noQuotes, _encoding, _typeDefault, _onboardingType,
        })
        {
            command.Options.Add(option);
        }
    }

    public CsvSource Read(CommandContext context) => new()
    {
        Events = context.Get(_events),
        Map = context.Get(_map),
        Items = context.Get(_items),
        ItemMap = context.Get(_itemMap) ?? new ColumnMap([]),
        TagSeparator = context.Get(_tagSeparator),
        Users = context.Get(_users),
        UserMap = context.Get(_userMap) ?? new ColumnMap([]),
        TimeUnit = Enum.Parse<TimeUnit>(context.Get(_timeUnit), ignoreCase: true),
        HasHeader = context.Get(_header),
        TypeDefault = context.Get(_typeDefault),
        OnboardingType = context.Get(_onboardingType),
        Form = new DelimitedForm(
            context.Get(_delimiter), HasHeader: true, Quoted: !context.Get(_noQuotes), context.Get(_encoding) == "latin1" ? Encoding.Latin1 : InputFile.Utf8),
    };

    private static char Delimiter(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (NamedDelimiters.TryGetValue(text, out char named)) return named;
        if (text.Length == 1) return text[0];
        result.AddError($"--delimiter '{text}' is not one character, nor one of {string.Join(", ", NamedDelimiters.Keys)}.");
        return ',';
    }
}
