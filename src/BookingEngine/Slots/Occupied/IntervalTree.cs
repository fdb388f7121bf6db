namespace BookingEngine.Slots.Occupied;

/// <summary>A balanced tree of slots, by start and id. Each node knows the bounds of its subtree, so that a search skips all
/// that does not overlap. A change creates a new path and shares the rest. Nodes that have the <see cref="ChangeOwner"/> of a change are changed in place.</summary>
internal sealed class IntervalTree
{
    private readonly ChangeOwner? _owner;
    private int _height;
    private IntervalTree? _left, _right;
    private OccupiedSlot _entry;
    private long _from, _until;

    private IntervalTree(IntervalTree? left, OccupiedSlot entry, IntervalTree? right, ChangeOwner? owner)
    {
        (_left, _entry, _right, _owner) = (left, entry, right, owner);
        Measure();
    }

    /// <summary>The smallest <see cref="OccupiedSlot.RelevantUntil"/> of the subtree.</summary>
    public long EarliestRelevantUntil { get; private set; }

    public static IntervalTree Add(IntervalTree? node, OccupiedSlot entry, ChangeOwner? owner) => node switch
    {
        null => new IntervalTree(null, entry, null, owner),
        _ when Compare(entry, node._entry) < 0 => node.Balance(Add(node._left, entry, owner), node._entry, node._right, owner),
        _ => node.Balance(node._left, node._entry, Add(node._right, entry, owner), owner),
    };

    public static IntervalTree? Remove(IntervalTree? node, OccupiedSlot entry, ChangeOwner? owner) => node is null ? null : Compare(entry, node._entry) switch
    {
        < 0 => node.Balance(Remove(node._left, entry, owner), node._entry, node._right, owner),
        > 0 => node.Balance(node._left, node._entry, Remove(node._right, entry, owner), owner),
        _ when node._right is null => node._left,
        _ => node.WithoutEntry(owner),
    };

    /// <param name="sorted">Ordered by start and id, without duplicates.</param>
    public static IntervalTree? Of(ReadOnlySpan<OccupiedSlot> sorted) => sorted.IsEmpty
        ? null
        : new IntervalTree(Of(sorted[..(sorted.Length / 2)]), sorted[sorted.Length / 2], Of(sorted[((sorted.Length / 2) + 1)..]), owner: null);

    /// <summary>Adds the slots that overlap the period, including buffers, in order.</summary>
    public static void Collect(IntervalTree? node, long from, long until, List<OccupiedSlot> overlapping)
    {
        if (node is null || node._from >= until || node._until <= from)
        {
            return;
        }

        Collect(node._left, from, until, overlapping);
        if (node._entry.BlockedFrom < until && node._entry.BlockedUntil > from)
        {
            overlapping.Add(node._entry);
        }

        Collect(node._right, from, until, overlapping);
    }

    /// <summary>The slot with the node's <see cref="EarliestRelevantUntil"/>.</summary>
    public static OccupiedSlot FirstToForget(IntervalTree node) => node switch
    {
        { _left: { } left } when left.EarliestRelevantUntil == node.EarliestRelevantUntil => FirstToForget(left),
        { _right: { } right } when right.EarliestRelevantUntil == node.EarliestRelevantUntil => FirstToForget(right),
        _ => node._entry,
    };

    public static int Compare(OccupiedSlot first, OccupiedSlot second) => first.StartTicks.CompareTo(second.StartTicks) switch
    {
        0 => first.Id.CompareTo(second.Id),
        var byStart => byStart,
    };

    private static int HeightOf(IntervalTree? node) => node?._height ?? 0;

    private static OccupiedSlot First(IntervalTree node) => node._left is null ? node._entry : First(node._left);

    private IntervalTree WithoutEntry(ChangeOwner? owner)
    {
        var next = First(_right!);
        return Balance(_left, next, Remove(_right, next, owner), owner);
    }

    private void Measure()
    {
        _height = 1 + Math.Max(HeightOf(_left), HeightOf(_right));
        _from = Math.Min(_entry.BlockedFrom, Math.Min(_left?._from ?? long.MaxValue, _right?._from ?? long.MaxValue));
        _until = Math.Max(_entry.BlockedUntil, Math.Max(_left?._until ?? long.MinValue, _right?._until ?? long.MinValue));
        EarliestRelevantUntil = Math.Min(
            _entry.RelevantUntil, Math.Min(_left?.EarliestRelevantUntil ?? long.MaxValue, _right?.EarliestRelevantUntil ?? long.MaxValue));
    }

    private IntervalTree With(IntervalTree? left, OccupiedSlot entry, IntervalTree? right, ChangeOwner? owner)
    {
        if (owner is null || _owner != owner)
        {
            return new IntervalTree(left, entry, right, owner);
        }

        (_left, _entry, _right) = (left, entry, right);
        Measure();
        return this;
    }

    // An AVL tree whose subtrees may differ in height by two.
    private IntervalTree Balance(IntervalTree? left, OccupiedSlot entry, IntervalTree? right, ChangeOwner? owner) => (HeightOf(left) - HeightOf(right)) switch
    {
        > 2 when HeightOf(left!._left) >= HeightOf(left._right) =>
            new(left._left, left._entry, new(left._right, entry, right, owner), owner),
        > 2 => new(new(left._left, left._entry, left._right!._left, owner), left._right._entry, new(left._right._right, entry, right, owner), owner),
        < -2 when HeightOf(right!._right) >= HeightOf(right._left) =>
            new(new(left, entry, right._left, owner), right._entry, right._right, owner),
        < -2 => new(new(left, entry, right._left!._left, owner), right._left._entry, new(right._left._right, right._entry, right._right, owner), owner),
        _ => With(left, entry, right, owner),
    };
}
