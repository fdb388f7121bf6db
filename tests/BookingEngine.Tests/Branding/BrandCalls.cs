using System.Buffers.Binary;
using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Branding;

/// <summary>Requests about the brand, and logos.</summary>
internal static class BrandCalls
{
    public static JsonObject Complete => new()
    {
        ["display_name"] = "Salon Mitte",
        ["colours"] = new JsonObject { ["primary"] = "#1F4FD8", ["background"] = "#ffffff", ["text"] = "#1c1e21" },
        ["locale"] = "de-at",
        ["support_email"] = "hello@salon.example",
        ["website"] = "https://salon.example",
        ["privacy_url"] = "https://salon.example/privacy?x=1&y=2",
        ["imprint_url"] = "https://salon.example/imprint",
        ["public_url"] = "https://book.salon.example/here",
        ["sender_name"] = "Salon Mitte, Berlin",
        ["reply_to"] = "answers@salon.example",
    };

    /// <summary>Changes the brand, whatever it is.</summary>
    public static async Task<Answer> PutBrandAsync(this RunningApi api, JsonObject body, string ifMatch = "*") =>
        await api.SendAsync(Call.PutJson("/brand", body.ToJsonString(), ifMatch) with { Token = (await api.AdminAsync()).Token });

    public static async Task<Answer> PutLogoAsync(this RunningApi api, byte[] file, string? mediaType = "image/png", string? ifMatch = "*") =>
        await api.SendAsync(Call.PostBytes("/brand/logo", file, mediaType) with
        {
            Method = "PUT",
            Headers = ifMatch is null ? [] : [("If-Match", ifMatch)],
            Token = (await api.AdminAsync()).Token,
        });

    /// <summary>A PNG as far as its structure goes.</summary>
    public static byte[] Png(int width, int height, int padding = 0)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, new byte[padding]), .. Chunk("IEND"u8, [])];
    }

    public static byte[] Jpeg(ushort width, ushort height) =>
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x04, 0x4A, 0x46, 0xFF, 0xC0, 0x00, 0x0B, 0x08, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width,
        0x01, 0x01, 0x11, 0x00, 0xFF, 0xD9,
    ];

    public static byte[] WebP(int width, int height)
    {
        byte[] chunk =
        [
            .. "VP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, (byte)(width - 1), (byte)((width - 1) >> 8), 0, (byte)(height - 1), (byte)((height - 1) >> 8), 0,
        ];
        return [.. "RIFF"u8, (byte)(chunk.Length + 4), 0, 0, 0, .. "WEBP"u8, .. chunk];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. type, .. data, 0, 0, 0, 0];
    }
}
