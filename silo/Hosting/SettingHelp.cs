namespace UserRep.Silo.Hosting;

/// <summary>A setting, for <c>--help</c> and for mistakes.</summary>
/// <param name="Key">Its name under <c>UserRep</c>.</param>
/// <param name="Form">What its value looks like.</param>
/// <param name="Text">What it does.</param>
internal sealed record SettingHelp(string Key, string Form, string Text);
