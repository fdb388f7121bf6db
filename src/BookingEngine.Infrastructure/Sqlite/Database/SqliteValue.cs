using System.Text;

namespace BookingEngine.Infrastructure.Sqlite.Database;

/// <summary>A parameter of a statement. The default is NULL.</summary>
internal readonly struct SqliteValue
{
    private readonly string? _text;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Guid _id;
    private readonly long _integer;
    private readonly Kind _kind;

    private SqliteValue(string? text) => (_text, _kind) = (text, text is null ? Kind.Null : Kind.Text);

    private SqliteValue(ReadOnlyMemory<byte> bytes) => (_bytes, _kind) = (bytes, Kind.Bytes);

    private SqliteValue(Guid id) => (_id, _kind) = (id, Kind.Id);

    private SqliteValue(long integer) => (_integer, _kind) = (integer, Kind.Integer);

    private enum Kind
    {
        Null,
        Text,
        Bytes,
        Id,
        Integer,
    }

    public static SqliteValue Null => default;

    public static implicit operator SqliteValue(string? text) => new(text);

    public static implicit operator SqliteValue(long integer) => new(integer);

    public static implicit operator SqliteValue(ReadOnlyMemory<byte> bytes) => new(bytes);

    public static implicit operator SqliteValue(byte[] bytes) => new(bytes.AsMemory());

    /// <summary>16 bytes, in the order of its text.</summary>
    public static implicit operator SqliteValue(Guid id) => new(id);

    public void Bind(nint statement, int parameter)
    {
        switch (_kind)
        {
            case Kind.Text:
                BindText(statement, parameter, _text!);
                break;
            case Kind.Bytes:
                BindBytes(statement, parameter, _bytes.Span);
                break;
            case Kind.Id:
                Span<byte> id = stackalloc byte[16];
                _id.TryWriteBytes(id, bigEndian: true, out _);
                BindBytes(statement, parameter, id);
                break;
            case Kind.Integer:
                _ = SqliteNative.BindInteger(statement, parameter, _integer);
                break;
            default:
                _ = SqliteNative.BindNull(statement, parameter);
                break;
        }
    }

    private static unsafe void BindText(nint statement, int parameter, string text)
    {
        Span<byte> utf8 = text.Length <= 256 ? stackalloc byte[768] : new byte[Encoding.UTF8.GetByteCount(text)];
        var length = Encoding.UTF8.GetBytes(text, utf8);
        fixed (byte* first = utf8)
        {
            // An empty text is no NULL, so it needs an address as well.
            byte none = 0;
            _ = SqliteNative.BindText(statement, parameter, first is null ? &none : first, length, -1);
        }
    }

    private static unsafe void BindBytes(nint statement, int parameter, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            byte none = 0;
            _ = SqliteNative.BindBytes(statement, parameter, first is null ? &none : first, bytes.Length, -1);
        }
    }
}
