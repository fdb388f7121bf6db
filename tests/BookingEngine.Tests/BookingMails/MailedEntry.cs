using MimeKit;

namespace BookingEngine.Tests.BookingMails;

/// <summary>The entry in a mail, as far as the tests look at it.</summary>
internal sealed class MailedEntry(string text)
{
    private readonly string[] _lines = text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");

    public string Text => text;

    public string Method => this["METHOD"];

    public (string Uid, int Sequence, string Status) Version => (this["UID"], int.Parse(this["SEQUENCE"], null), this["STATUS"]);

    /// <summary>The value of a property of the calendar or its event.</summary>
    public string this[string name] => _lines.SkipWhile(line => line != "BEGIN:VEVENT" && name != "METHOD")
        .First(line => line.Split(':', ';')[0] == name).Split(':', 2)[1];

    /// <summary>Null if the mail has none. Checks that both parts are the same entry, in the tree that all programs understand.</summary>
    public static MailedEntry? Of(MimeMessage mail)
    {
        if (mail.Body is not Multipart { ContentType.MediaSubtype: "mixed" } mixed)
        {
            Assert.IsType<MultipartAlternative>(mail.Body);
            return null;
        }

        var alternatives = Assert.IsType<MultipartAlternative>(mixed[0]);
        Assert.Equal(["text/plain", "text/html", "text/calendar"], alternatives.Select(part => part.ContentType.MimeType));
        var inline = (TextPart)alternatives[2];
        var attached = (MimePart)mixed[1];
        var entry = new MailedEntry(inline.Text);
        using var content = new MemoryStream();
        attached.Content!.DecodeTo(content);
        Assert.Equal((2, "application/ics", "invite.ics", inline.Text), (mixed.Count, attached.ContentType.MimeType, attached.FileName, System.Text.Encoding.UTF8.GetString(content.ToArray())));
        Assert.Equal((entry.Method, "utf-8", ContentEncoding.Base64, null), (inline.ContentType.Parameters["method"], inline.ContentType.Charset, inline.ContentTransferEncoding, inline.ContentDisposition));
        return entry;
    }
}
