namespace UserRep.Training.Importing.Csv;

/// <summary>Imports any delimited files: events, and where there are any, items and users.</summary>
internal static class CsvImporter
{
    public static void Import(CsvSource source, ImportSession session)
    {
        if (source.Items is not null) CsvItems.Read(source, session);
        if (source.Users is not null) CsvUsers.Read(source, session);
        CsvEvents.Read(source, session);
        SetOnboarding(source, session.Builder);
    }

    private static void SetOnboarding(CsvSource source, DatasetBuilder builder)
    {
        if (source.OnboardingType is not { } type) return;
        if (!builder.EventTypes.Contains(type))
        {
            throw new ImportException(
                source.Events, $"no event has the onboarding type '{type}'; the types are {string.Join(", ", builder.EventTypes)}", "Correct --onboarding-type, or the column that type= names.");
        }

        builder.OnboardingEventType = type;
    }
}
