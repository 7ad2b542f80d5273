using System.Text;

namespace UserRep.Training.Importing;

/// <summary>How a delimited file is written.</summary>
/// <param name="Delimiter">What stands between fields.</param>
/// <param name="HasHeader">Whether the first line names the columns.</param>
/// <param name="Quoted">Whether fields may stand in double quotes, as in RFC 4180.</param>
/// <param name="Encoding">The encoding, unless the file begins with a byte order mark.</param>
internal sealed record DelimitedForm(char Delimiter, bool HasHeader, bool Quoted, Encoding Encoding);
