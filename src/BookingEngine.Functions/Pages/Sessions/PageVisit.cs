using System.Buffers.Binary;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Functions.Pages.Layout;
using NodaTime;

namespace BookingEngine.Functions.Pages.Sessions;

/// <summary>A request for a page.</summary>
/// <param name="FormToken">For the forms of the page; empty if nobody is signed in.</param>
public sealed record PageVisit(ApiCall Call, PageLook Look, string FormToken)
{
    /// <summary>The field of a form that has <see cref="FormToken"/>.</summary>
    public const string TokenField = "form_token";

    private static readonly Duration Deadline = Duration.FromSeconds(10);

    /// <summary>The id of the page whose form was sent; null if none was.</summary>
    public Guid? FormId { get; init; }

    /// <summary>The context of a command that a form, however often it is sent, does once.</summary>
    /// <param name="name">Of the command.</param>
    public CommandContext Once(string name)
    {
        var form = FormId ?? throw new InvalidOperationException("No form was sent.");
        return Call.Command with
        {
            CommitId = new CommitId(new CommitId(form).Derive(name)),
            Attempt = new CommandAttempt(IsFirst: false, Instant.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(form.ToByteArray(bigEndian: true)) >>> 16), Call.Now + Deadline),
        };
    }

    /// <summary>Answers the form that was sent, or says why it cannot be read.</summary>
    public async Task<IResult> ReadFormAsync<TForm>(Func<TForm, FieldErrors, Task<IResult>> answer)
        where TForm : class, IRequest<TForm>
    {
        var (form, errors, problem) = await Call.ReadFormAsync<TForm>();
        return form is null ? problem! : await answer(form, errors);
    }

    /// <summary>A text of the page, encoded.</summary>
    public string Text(string key) => HtmlPage.Encode(Look.Texts[key]);

    public string Text(string key, string value) => HtmlPage.Encode(Look.Texts.With(key, value));

    /// <summary>A form that <see cref="PageEdge"/> accepts.</summary>
    /// <param name="action">A path on this host.</param>
    /// <param name="html">Its fields and buttons.</param>
    /// <param name="hasFile">Whether one of them is a file.</param>
    public string Form(string action, string html, bool hasFile = false) =>
        $"<form method=\"post\" action=\"{HtmlPage.Encode(action)}\"{(hasFile ? " enctype=\"multipart/form-data\"" : "")}>{(FormToken.Length == 0 ? "" : HiddenFields.Of((TokenField, FormToken)))}{html}</form>";

    /// <summary>A page for this visit: not to be kept, framed or told to other hosts.</summary>
    public HtmlPage Page(int status, string title, string body) => new(Look, status, title, body) { IsForSession = true };

    public HtmlPage Notice(int status, string title, string html) => Page(status, Look.Texts[title], html);
}
