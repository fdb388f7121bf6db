using System.Globalization;
using BookingEngine.Functions.Pages.Layout;

namespace BookingEngine.Functions.Pages.Sessions;

/// <summary>What <see cref="PageEdge"/> answers in place of a page.</summary>
internal static class SessionPages
{
    public static IResult SignIn(HttpRequest request) => new SeeOther(ReturnAddress.With(ReturnAddress.SignIn, ReturnAddress.Of(request)));

    public static IResult Enrol(HttpRequest request) => new SeeOther(ReturnAddress.With(ReturnAddress.SecondFactor, ReturnAddress.Of(request)));

    /// <summary>The form came from another site, or from a browser that hides where it came from.</summary>
    public static HtmlPage Stranger(PageVisit visit) => visit.Notice(
        StatusCodes.Status403Forbidden, "session.stranger.title", $"<p>{visit.Text("session.stranger")}</p>");

    /// <summary>The form is of another session, or of a page that was open for long.</summary>
    public static HtmlPage OldForm(PageVisit visit) => visit.Notice(
        StatusCodes.Status403Forbidden, "session.form.title", $"<p>{visit.Text("session.form")}</p>");

    public static HtmlPage MissingRole(PageVisit visit) => Refused(visit, Problems.MissingRole.Code, "session.role");

    /// <summary>Refuses a signed-in caller, and has it logged.</summary>
    /// <param name="code">As the routes refuse.</param>
    public static HtmlPage Refused(PageVisit visit, string code, string text) => visit.Notice(
        StatusCodes.Status403Forbidden, "session.role.title",
        $"<p>{visit.Text(text)}</p>{visit.Form(ReturnAddress.SignOut, $"<button type=\"submit\" class=\"plain\">{visit.Text("session.sign_out")}</button>")}") with
    {
        RefusedBy = code,
        SignedIn = visit.Call.Caller.UserId,
    };

    public static HtmlPage TooMany(PageVisit visit, Problem tooMany)
    {
        visit.Call.Request.HttpContext.Response.Headers.RetryAfter = tooMany.Header?.Value ?? 60.ToString(CultureInfo.InvariantCulture);
        return visit.Notice(StatusCodes.Status429TooManyRequests, "book.busy.title", $"<p>{visit.Text("book.busy")}</p>");
    }
}
