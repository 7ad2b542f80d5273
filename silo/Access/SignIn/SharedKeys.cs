using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using UserRep.EventLog.Postgres;

namespace UserRep.Silo.Access.SignIn;

/// <summary>Has the cookies of browsers be sealed with keys that all silos of a cluster have, so that whoever signs in at one is known at each.</summary>
internal sealed class SharedKeys(PostgresProtection keys) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. keys.Read().Select(xml => XElement.Parse(xml))];

    public void StoreElement(XElement element, string friendlyName) => keys.AddUnlessThereIs(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}
