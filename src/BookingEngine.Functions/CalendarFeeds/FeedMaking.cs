using BookingEngine.Branding;
using BookingEngine.CalendarFeeds;
using BookingEngine.Catalogue;
using BookingEngine.Notifications;

namespace BookingEngine.Functions.CalendarFeeds;

/// <summary>Answers requests for new feeds. A retry makes another feed: its secret must not be stored for a repeated answer.</summary>
public sealed class FeedMaking(MakeFeedHandler handler, PublicLinks links, BrandCache brands)
{
    internal const string Text = "Anyone who has the address can read it, without a key, until it is ended or its maker may no longer read what it has. "
        + "Calendar programs read it every few hours. It has the appointments from 90 days ago to 400 days ahead.";

    internal static RequestBody Body => RequestBody.Json<MakeFeedRequest>(new() { ["busy_only"] = true }) with { IsRequired = false };

    internal static Problem Invalid => RequestProblems.InvalidField("busy_only", "must be true or false");

    internal static Success Made => new(StatusCodes.Status201Created, "The feed and its address.", FeedsJson.Default.NewFeedView, ("feed", NewFeedView.Example));

    internal static Success Listed => new(StatusCodes.Status200OK, "The feeds.", FeedsJson.Default.FeedListView, ("feeds", new FeedListView([FeedView.Example])));

    internal async Task<IResult> AnswerAsync(ApiCall call, ResourceId? resource)
    {
        var (request, problem) = await call.ReadOptionalBodyAsync<MakeFeedRequest>();
        if (request is null)
        {
            return problem!;
        }

        var shown = links.Of(await brands.FindAsync(call.Cancellation));
        return await handler.HandleAsync(new MakeFeed(call.Caller.Actor, resource, request.BusyOnly), call.Command, call.Cancellation).AnswerAsync(
            made => new NewFeedView(FeedView.Of(made.Feed), shown.Feed(made.Secret).AbsoluteUri), FeedsJson.Default.NewFeedView, StatusCodes.Status201Created);
    }
}
