import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeadLetters, type Outcome } from '@orderflow/messaging';
import type { Caller } from '../auth/caller.js';
import { By } from '../auth/requires.js';
import { ApiProblem, ApiProblems } from '../docs/api-problem.js';
import { OperatorRoutes } from '../operators/operator-routes.js';
import { isWhole } from '../paging/cursor-guards.js';
import { decodeCursor } from '../paging/cursor.js';
import { ApiPage, pageOf, type Page } from '../paging/page.js';
import { deadLetterNotFound, deadLetterNotHead, deadLetterStillRetried } from './dead-letter.problems.js';
import { DeadLetterParams, DiscardRequest, ListDeadLettersQuery, RedriveRequest } from './dead-letter.requests.js';
import {
  deadLetterDetailsView,
  DeadLetterDetailsView,
  DeadLetterFateView,
  DeadLetterGroupsView,
  deadLetterGroupView,
  deadLetterView,
  DeadLetterView,
  RedriveCountsView,
} from './dead-letter.views.js';

const NOT_HEAD = { 'DEAD_LETTER.NOT_HEAD': 'An earlier event of its key is parked, `headId`: that one comes first' };

/** The events that this service could not handle, for operators. */
@ApiTags('dead letters')
@OperatorRoutes()
@Controller('dead-letters')
export class DeadLettersController {
  constructor(private readonly letters: DeadLetters) {}

  @Get()
  @ApiOperation({
    summary: 'List the events that could not be handled, newest first',
    description:
      'Those that are still tried again and those that are dead; what became of others, when it is asked for by `state` ' +
      'or `resolved`.',
  })
  @ApiPage(DeadLetterView)
  async list(@Query() { limit, cursor, ...filter }: ListDeadLettersQuery): Promise<Page<DeadLetterView>> {
    const [before] = cursor === undefined ? [] : decodeCursor<[number]>(cursor, isWhole);
    const letters = await this.letters.list(filter, before, limit + 1);
    return pageOf(letters, limit, { item: deadLetterView, cursor: ({ id }) => [id] });
  }

  @Get('groups')
  @ApiOperation({
    summary: 'Count what is parked by error and event type, most dead first',
    description: 'At most 100 groups. What waits behind an earlier event of its key is counted with that one.',
  })
  @ApiOkResponse({ type: DeadLetterGroupsView })
  async groups(): Promise<DeadLetterGroupsView> {
    return { items: (await this.letters.groups()).map(deadLetterGroupView) };
  }

  @Get(':id')
  @ApiOperation({
    summary: 'Read one with its payload, its headers, its error and what operators did',
    description: 'Also for 7 days after it was handled or discarded.',
  })
  @ApiOkResponse({ type: DeadLetterDetailsView })
  @ApiProblem(HttpStatus.NOT_FOUND, 'DEAD_LETTER.NOT_FOUND', 'No event is parked under this id, or was in this time')
  async get(@Param() { id }: DeadLetterParams): Promise<DeadLetterDetailsView> {
    const letter = await this.letters.find(id);
    if (!letter) throw deadLetterNotFound(id);
    return deadLetterDetailsView(letter);
  }

  @Post('redrive')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({
    summary: 'Try dead events again, those that match',
    description:
      'Without a filter all of them. Those that wait behind an earlier event of their key are not redriven: ask again ' +
      'when that one is through.',
  })
  @ApiAcceptedResponse({ type: RedriveCountsView })
  @ApiProblem(HttpStatus.BAD_REQUEST, 'REQUEST.INVALID', 'Names each field that is wrong and what it accepts')
  async redriveAll(
    @Body() { perSecond, dryRun, ...filter }: RedriveRequest,
    @By() operator: Caller,
  ): Promise<RedriveCountsView> {
    return { ...(await this.letters.redriveAll(filter, { perSecond, dryRun }, operator.name)), dryRun };
  }

  @Post(':id/redrive')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({
    summary: 'Try a dead event again',
    description:
      'It gets all its attempts again, the first one now. Asked again it changes nothing, while the event is tried ' +
      '(`retrying`) and after it has succeeded (`handled`).',
  })
  @ApiBody({ schema: { type: 'object', example: {} } })
  @ApiAcceptedResponse({ type: DeadLetterFateView })
  @ApiProblem(HttpStatus.NOT_FOUND, 'DEAD_LETTER.NOT_FOUND', 'No event is parked under this id')
  @ApiProblems(HttpStatus.CONFLICT, NOT_HEAD)
  async redrive(@Param() { id }: DeadLetterParams, @By() operator: Caller): Promise<DeadLetterFateView> {
    const { letter } = accepted(id, await this.letters.redrive(id, operator.name));
    return { id, state: letter ? 'retrying' : 'handled' };
  }

  @Post(':id/discard')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Give a dead event up',
    description:
      'Its effects will never happen here; the next event of its key goes on. Its copy stays in the dead-letter topic. ' +
      'Asked again it changes nothing.',
  })
  @ApiOkResponse({ type: DeadLetterFateView })
  @ApiProblem(HttpStatus.BAD_REQUEST, 'REQUEST.INVALID', 'There is no reason')
  @ApiProblem(HttpStatus.NOT_FOUND, 'DEAD_LETTER.NOT_FOUND', 'No event is parked under this id')
  @ApiProblems(HttpStatus.CONFLICT, { ...NOT_HEAD, 'DEAD_LETTER.STILL_RETRIED': 'The event is still tried again' })
  async discard(
    @Param() { id }: DeadLetterParams,
    @Body() { reason }: DiscardRequest,
    @By() operator: Caller,
  ): Promise<DeadLetterFateView> {
    accepted(id, await this.letters.discard(id, reason, operator.name));
    return { id, state: 'discarded' };
  }
}

type Accepted = Extract<Outcome, { kind: 'done' | 'unchanged' }>;

function accepted(id: number, outcome: Outcome): Accepted {
  if (outcome.kind === 'notFound') throw deadLetterNotFound(id);
  if (outcome.kind === 'notHead') throw deadLetterNotHead(id, outcome.headId);
  if (outcome.kind === 'notDead') throw deadLetterStillRetried(id);
  return outcome;
}
