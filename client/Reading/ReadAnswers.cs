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
    private const uint VectorsTag = (ReadResponse.VectorsFieldNumber << 3) | (uint)WireFormat.WireType.LengthDelimited;
    private const uint FurtherTag = (ReadResponse.FurtherFieldNumber << 3) | (uint)WireFormat.WireType.LengthDelimited;

    /// <exception cref="InvalidProtocolBufferException">It is no answer.</exception>
    public static ReadResponse Parse(ReadOnlySequence<byte> message) => message.IsSingleSegment ? Parse(message.FirstSpan) : Parse(message.ToArray());

    /// <exception cref="InvalidProtocolBufferException">It is no answer.</exception>
    public static ReadResponse Parse(ReadOnlySpan<byte> message) => Parse(message, hasGroups: true);

    private static ReadResponse Parse(ReadOnlySpan<byte> message, bool hasGroups)
    {
        // Fields that follow one another may as well follow one another in parts.
        ReadResponse response = new();
        ReadOnlySpan<byte> vectors = default;
        int taken = 0;
        for (int at = 0; at < message.Length;)
        {
            int start = at;
            if (!TryReadField(message, ref at, out ulong tag, out ReadOnlySpan<byte> content))
            {
                // The generated code is to say what is wrong.
                return ReadResponse.Parser.ParseFrom(message);
            }

            if (tag == VectorsTag || (tag == FurtherTag && hasGroups))
            {
                response.MergeFrom(message[taken..start]);
                taken = at;
                if (tag == VectorsTag)
                {
                    vectors = content;
                }
                else
                {
                    response.Further.Add(Parse(content, hasGroups: false));
                }
            }
        }

        response.MergeFrom(message[taken..]);
        if (response.Dimension > 0 && vectors.Length > 0 && vectors.Length % ((long)response.Dimension * sizeof(float)) == 0)
        {
            response.Rows = new VectorRows(vectors, response.Dimension);
        }
        else
        {
            response.Vectors = ByteString.CopyFrom(vectors);
        }

        return response;
    }

    private static bool TryReadField(ReadOnlySpan<byte> message, scoped ref int at, scoped out ulong tag, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (!TryReadVarint(message, ref at, out tag) || tag > uint.MaxValue)
        {
            return false;
        }

        ulong length;
        switch (WireFormat.GetTagWireType((uint)tag))
        {
            case WireFormat.WireType.Varint:
                return TryReadVarint(message, ref at, out _);
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

        content = message.Slice(at, (int)length);
        at += (int)length;
        return true;
    }

    private static bool TryReadVarint(ReadOnlySpan<byte> message, scoped ref int at, scoped out ulong value)
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
