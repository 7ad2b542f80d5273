using System.Buffers;
using Google.Protobuf;
using UserRep.Protocol.V1;

namespace UserRep.Client;

/// <summary>
/// Takes answers off the wire: as the generated code does, but that the vectors, which are nearly all of a large answer, go from the
/// connection's memory right to where they stay.
/// </summary>
internal static class ReadAnswers
{
    public static ReadResponse Parse(ReadOnlySequence<byte> message) => message.IsSingleSegment ? Parse(message.FirstSpan) : Parse(message.ToArray());

    public static ReadResponse Parse(ReadOnlySpan<byte> message)
    {
        if (!TryFindVectors(message, out Range field, out Range vectors))
        {
            return ReadResponse.Parser.ParseFrom(message);
        }

        // Fields that follow one another may as well follow one another in two parts.
        ReadResponse response = new();
        response.MergeFrom(message[..field.Start.Value]);
        response.MergeFrom(message[field.End.Value..]);
        ReadOnlySpan<byte> bytes = message[vectors];
        if (response.Dimension > 0 && bytes.Length > 0 && bytes.Length % ((long)response.Dimension * sizeof(float)) == 0)
        {
            response.Rows = new VectorRows(bytes, response.Dimension);
        }
        else
        {
            response.Vectors = ByteString.CopyFrom(bytes);
        }

        return response;
    }

    /// <summary>Finds the one field that holds the vectors; what is not formed as it should be, the generated code is to look at.</summary>
    private static bool TryFindVectors(ReadOnlySpan<byte> message, out Range field, out Range vectors)
    {
        bool isFound = false;
        (field, vectors) = (default, default);
        int at = 0;
        while (at < message.Length)
        {
            int start = at;
            if (!TryReadVarint(message, ref at, out ulong tag) || tag > uint.MaxValue)
            {
                return false;
            }

            ulong length;
            switch (WireFormat.GetTagWireType((uint)tag))
            {
                case WireFormat.WireType.Varint when TryReadVarint(message, ref at, out _):
                    continue;
                case WireFormat.WireType.LengthDelimited when TryReadVarint(message, ref at, out length):
                    break;
                case WireFormat.WireType.Fixed32:
                    length = sizeof(uint);
                    break;
                case WireFormat.WireType.Fixed64:
                    length = sizeof(ulong);
                    break;
                default:
                    return false;
            }

            if (length > (ulong)(message.Length - at))
            {
                return false;
            }

            if (tag == WireFormat.MakeTag(ReadResponse.VectorsFieldNumber, WireFormat.WireType.LengthDelimited))
            {
                if (isFound)
                {
                    return false;
                }

                isFound = true;
                (field, vectors) = (start..(at + (int)length), at..(at + (int)length));
            }

            at += (int)length;
        }

        return isFound;
    }

    private static bool TryReadVarint(ReadOnlySpan<byte> message, ref int at, out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 64 && at < message.Length; shift += 7)
        {
            byte part = message[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
