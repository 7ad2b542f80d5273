namespace UserRep.Silo.Dashboard.Layout;

/// <summary>The menu's pictures: what is inside an <c>svg</c> of 24 by 24. No font, no file, no other host.</summary>
internal static class Icons
{
    public const string Overview = "<path d='M3 13h4l3-8 4 14 3-8h4'/>";
    public const string Versions = "<path d='M12 3 3 8l9 5 9-5-9-5Z'/><path d='m3 13 9 5 9-5'/>";
    public const string Consumers = "<circle cx='9' cy='8' r='3.5'/><path d='M2.5 20a6.5 6.5 0 0 1 13 0'/><path d='M16 5a3.5 3.5 0 0 1 0 6.5M18 14a6.5 6.5 0 0 1 3.5 6'/>";
    public const string Users = "<circle cx='12' cy='8' r='4'/><path d='M4.5 20a7.5 7.5 0 0 1 15 0'/>";
    public const string Cluster = "<rect x='3' y='4' width='18' height='6' rx='1.5'/><rect x='3' y='14' width='18' height='6' rx='1.5'/><path d='M7 7h.01M7 17h.01'/>";
    public const string Runbook = "<path d='M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3V4Z'/><path d='M9 9h6M9 13h6'/>";
    public const string Reference = "<path d='m8 7-5 5 5 5M16 7l5 5-5 5'/>";
    public const string Metrics = "<path d='M4 20V10M10 20V4M16 20v-7M21 20H3'/>";
    public const string Menu = "<path d='M4 7h16M4 12h16M4 17h16'/>";
}
